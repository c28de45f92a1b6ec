-- Control characters are shown as escapes; a tab runs to the next stop of eight.
select e'a\rb' as r, e'a\tb\tc' as t, e'a\x01b' as x, e'a\x7fb' as d;
