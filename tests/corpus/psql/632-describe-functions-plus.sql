-- The long form of a function list.
create function g(a int) returns int language sql immutable strict parallel safe security definer as 'select a';
comment on function g(int) is 'gives it back';
\x
\df+ g
