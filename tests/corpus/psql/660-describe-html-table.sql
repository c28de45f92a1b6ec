-- A description in HTML.
create table t (a int primary key);
\H
\d t
