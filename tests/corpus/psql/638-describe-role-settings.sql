-- Settings of a role.
create role corpus_settings;
alter role corpus_settings set work_mem = '8MB';
alter role corpus_settings set search_path = 'a', 'b';
\drds corpus_settings
drop role corpus_settings;
