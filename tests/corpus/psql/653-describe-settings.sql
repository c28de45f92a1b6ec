-- Settings by pattern.
set work_mem = '8MB';
\dconfig work_*
\dconfig nothing.*
