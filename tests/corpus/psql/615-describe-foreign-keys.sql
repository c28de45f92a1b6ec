-- Foreign keys on one side, references on the other.
create table p (a int primary key);
create table c (id int, a int references p on delete cascade on update set null deferrable initially deferred, constraint c_second foreign key (id) references p match full);
\d p
\d c
