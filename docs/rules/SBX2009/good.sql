SET lock_timeout = '2s';
ALTER TABLE books ADD COLUMN subtitle text;
