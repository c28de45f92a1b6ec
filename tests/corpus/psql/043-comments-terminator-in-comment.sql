-- A terminator in a comment ends nothing.
select 1 /* ; */ ; select 2 -- ;
;
