-- \c as another role, and back
\set me :USER
create role corpus_connected login;
select current_database() as here \gset
\c :here corpus_connected
select current_user, session_user;
\echo :USER
create table denied_or_not (a int);
\c - :me
\echo :USER :{?DBNAME} :{?HOST} :{?PORT} :ENCODING
drop owned by corpus_connected;
drop role corpus_connected;
