-- Combining and zero-width characters take none.
select 'é' as a, 'x' as b union all select 'ee', e'a\u200Bb';
