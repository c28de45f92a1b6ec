-- A sequence, free and owned.
create sequence s start 5 increment 2 maxvalue 99 cycle;
create table t (id bigserial);
\d s
\d t_id_seq
\ds
