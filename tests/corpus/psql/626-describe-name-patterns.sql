-- Patterns with stars and question marks; in quotes they are plain and case counts.
create table cat (a int);
create table cats (a int);
create table "Cat" (a int);
\dt cat
\dt cat*
\dt ca?
\dt "Cat"
\dt CAT
\dt *."C*"
