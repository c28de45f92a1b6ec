-- AND CHAIN opens the next block at once, with the same properties.
begin isolation level serializable;
commit and chain;
show transaction_isolation;
rollback and chain;
show transaction_isolation;
commit;
show transaction_isolation;
