-- Bit and hexadecimal literals run to the next quote.
select b'1010' as b, X'1fF' as x, B'' as empty;
