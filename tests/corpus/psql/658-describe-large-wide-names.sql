-- Wide characters and quotes in names.
create table "表 one" ("列" int, "it's ""q""" text);
\d "表 one"
\dt 表*
