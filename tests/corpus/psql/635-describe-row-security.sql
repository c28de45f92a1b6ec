-- Row security and its policies.
create table t (a int, who text);
alter table t enable row level security;
create policy own on t using (who = current_user) with check (a > 0);
create policy readers on t as restrictive for select to public using (a < 100);
\d t
\dp t
