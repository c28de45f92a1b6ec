CREATE VIEW public.pending_orders AS SELECT 1 AS id;
