-- A cursor with hold outlives its transaction.
begin;
declare c cursor with hold for select n from generate_series(1, 3) as n;
commit;
fetch backward 1 from c;
fetch 1 from c;
close c;
