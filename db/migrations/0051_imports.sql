-- What an import settles in the end is joined by hashing: the tables of hashes keep within the memory that is granted, and not within twice as much of it
-- for each of the five joins.
alter function settle_big_import(uuid, uuid) set hash_mem_multiplier = 1;
alter function settle_big_import(uuid, uuid) set work_mem = '12MB';
