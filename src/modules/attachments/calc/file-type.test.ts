import { expect, test } from 'vitest'
import { fileTypeOf, nameFits } from './file-type.ts'

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))

test.each([
  ['%PDF-1.7', 'pdf'],
  ['\u0089PNG\r\n\u001a\n....', 'png'],
  ['\u00ff\u00d8\u00ff\u00e0..JFIF', 'jpeg'],
  ['RIFF....WEBPVP8 ', 'webp'],
  ['RIFF....WAVEfmt ', 'wav'],
  ['ID3\u0003', 'mp3'],
  ['\u00ff\u00fb\u0090\u0000', 'mp3'],
  ['\u0000\u0000\u0000\u0020ftypM4A ', 'm4a'],
  ['\u0000\u0000\u0000\u0018ftypheic', 'heic'],
  ['\u0000\u0000\u0000\u0018ftypisom', 'mp4'],
  ['PK\u0003\u0004....[Content_Types].xml....word/document.xml', 'docx'],
  ['PK\u0003\u0004....[Content_Types].xml....xl/workbook.xml', 'xlsx'],
  ['PK\u0003\u0004....photo.jpg', 'zip'],
  ['\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1', 'oldOffice'],
  ['Номер;Сумма\r\n1;2', 'text'],
])('%j is a %s', (head, type) => {
  expect(fileTypeOf(/[А-я]/.test(head) ? Buffer.from(head) : bytes(head))).toBe(type)
})

test.each([
  ['MZ\u0090\u0000', 'program'],
  ['\u007fELF', 'program'],
  ['#!/bin/sh\nrm -rf', 'script'],
  ['<!DOCTYPE html><script>', 'web'],
  ['  <svg xmlns="x" onload="alert(1)">', 'web'],
  ['text and then <script src=x>', 'web'],
  ['<?xml version="1.0"?><svg/>', 'web'],
  ['\u0000\u0001\u0002\u0003', 'unknown'],
])('%j is refused: %s', (head, refused) => {
  expect(fileTypeOf(bytes(head))).toEqual({ refused })
})

test('the name must be of the type: a program, a picture or an archive named .pdf is no PDF', () => {
  expect(nameFits('договор.pdf', 'pdf')).toBe(true)
  expect(nameFits('ДОГОВОР.PDF', 'pdf')).toBe(true)
  expect(nameFits('договор.pdf', 'png')).toBe(false)
  expect(nameFits('договор.pdf', 'zip')).toBe(false)
  expect(nameFits('договор.pdf', 'text')).toBe(false)
  expect(nameFits('страница.html', 'text')).toBe(false)
  expect(nameFits('снимок', 'png')).toBe(true)
  expect(nameFits('смета.xlsx', 'zip')).toBe(true)
  expect(nameFits('чертёж.frw', 'oldOffice')).toBe(true)
  expect(nameFits('чертёж.frw', 'pdf')).toBe(false)
})
