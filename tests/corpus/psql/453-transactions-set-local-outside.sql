-- SET LOCAL outside of a block is a warning.
set local work_mem = '8MB';
