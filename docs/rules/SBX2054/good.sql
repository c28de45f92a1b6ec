CREATE VIEW public.open_orders_v2 AS SELECT 1 AS id;
