SET lock_timeout = '2s';
ALTER TABLE authors ADD COLUMN born date;
ALTER TABLE authors ADD COLUMN died date;
