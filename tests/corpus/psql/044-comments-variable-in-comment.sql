-- Variables are not expanded in comments, so a missing or broken one does no harm.
\set bad '*/ select 2; /*'
select 1 /* :bad :'bad' */ as one -- :bad
;
