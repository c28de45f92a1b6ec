-- Schemas, and their long form.
create schema one;
create schema two;
comment on schema two is 'the second';
\dn
\dn+ t*
