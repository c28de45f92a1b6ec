-- A bit string goes on in the next line like any literal.
select b'10'
'01' as b;
