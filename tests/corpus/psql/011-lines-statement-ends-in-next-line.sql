-- A line may end one statement, hold a second and begin a third.
select 1 as a
; select 2 as b; select
3 as c;
