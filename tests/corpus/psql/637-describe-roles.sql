-- Roles by pattern, with attributes and memberships.
create role corpus_describe_a nologin;
create role corpus_describe_b login createdb connection limit 3 in role corpus_describe_a;
\du corpus_describe_*
\dg corpus_describe_b
drop role corpus_describe_b, corpus_describe_a;
\du corpus_describe_*
