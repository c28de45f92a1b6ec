-- The keywords are found in any case, over several lines.
Create
  Or Replace
  Function m() Returns int
Begin
  Atomic
  Select 1; Select 2;
End;
select m();
