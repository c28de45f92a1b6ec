-- After END the counting starts anew, on the same line too.
create function a1() returns int begin atomic select 1; end; create function a2() returns int begin atomic select 2; end; select a1(), a2();
