-- notifications are printed behind the statement that they came with
listen corpus_747;
notify corpus_747;
notify corpus_747, 'a payload';
begin;
notify corpus_747, 'at commit';
select 1 as x;
commit;
select 2 as y;
unlisten *;
notify corpus_747;
