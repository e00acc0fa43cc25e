import type pg from 'pg'

/**
 * Makes what migrations and statements ask of the database and a PostgreSQL before 16 does not know: `any_value`. After the server has been upgraded its own
 * is taken, since pg_catalog is looked through first.
 */
export async function standInForNewer(client: pg.Client): Promise<void> {
  await client.query(ANY_VALUE)
}

const ANY_VALUE = `
  do $$ begin
    if to_regprocedure('any_value(anyelement)') is null then
      create function public.any_value_step(anyelement, anyelement) returns anyelement
        language sql immutable strict parallel safe as 'select $1';
      create aggregate public.any_value(anyelement) (
        sfunc = public.any_value_step, stype = anyelement, combinefunc = public.any_value_step, parallel = safe);
    end if;
  end $$`
