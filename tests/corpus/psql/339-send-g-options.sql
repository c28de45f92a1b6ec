-- Options in parentheses hold for one result.
select 1 as a, null as b \g (format=csv null=N)
select 1 as a, null as b \g (format=unaligned tuples_only=on fieldsep=';')
select 1 as a, null as b;
