-- No quotes of any kind let a variable in.
\set v x
select E':v', U&':v', b'1' as ":v", $a$:v :'v'$a$, N':v';
