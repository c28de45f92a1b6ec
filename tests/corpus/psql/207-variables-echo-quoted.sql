-- \echo takes all three forms; the identifier form doubles quotes, the literal form too.
\set v 'a"b''c'
\echo :v :'v' :"v"
