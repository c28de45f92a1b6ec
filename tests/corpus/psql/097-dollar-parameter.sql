-- A parameter in plain SQL: psql sends it, the server has no value for it.
select $1; select $2::int + 1;
