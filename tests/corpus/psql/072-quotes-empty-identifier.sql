-- A quoted identifier of no characters is refused by the server.
select 1 as "";
