-- A describe command takes one pattern; more are warned of, but for functions, operators, parts of access methods and settings of roles.
CREATE TABLE t (a int);
CREATE FUNCTION f(int, text) RETURNS int LANGUAGE sql AS 'SELECT 1';
\d t u
\dt t u v
\dt+ t u;
\dA nothing more
\dA+ nothing more
\dAc btree int4 more
\dAf+ btree int4 more
\df f int text
\df f integer
\do+ - date date
\drds nobody nowhere more
\dn public 'x y' "z"
\dx plpgsql u
\du nobody u
\dRp nothing more
\dconfig nothing more
\ddp nothing more
\dl x y
\dd t u
