-- the tag of a COPY goes where its data did not
create table t (a int);
insert into t values (1), (2);
\copy t to program 'cat'
\copy t to program 'sort -r'
\copy t to program 'cat >/dev/null'
\copy (select 1 where false) to program 'cat'
copy t to stdout \g |cat
\copy t to stdout
copy t to stdout;
\echo :ROW_COUNT
