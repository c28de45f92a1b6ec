-- An SQL body is written again from its parsed form.
create function f(a int) returns int language sql begin atomic select a + 1; select case when a > 0 then a else 0 end; end;
create function r(a int) returns int language sql return a * 2;
\sf f
\sf+ r
