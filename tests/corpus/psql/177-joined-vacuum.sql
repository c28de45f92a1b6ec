-- A statement that refuses a transaction block fails when it is joined to others.
select 1\; vacuum;
