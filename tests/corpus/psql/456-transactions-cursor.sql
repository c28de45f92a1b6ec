-- A cursor is read in portions; FETCH prints rows, MOVE a tag.
begin;
declare c scroll cursor for select n from generate_series(1, 5) as n;
fetch 2 from c;
move 1 in c;
fetch all from c;
fetch first from c;
close c;
commit;
