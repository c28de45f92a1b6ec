-- Names, defaults and comments of a table may come from variables.
\set tab my_table
\set def 'it''s'
create table :"tab" (a text default :'def');
comment on table :"tab" is :'def';
insert into :tab default values returning a;
