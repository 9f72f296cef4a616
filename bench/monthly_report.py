"""The monthly report by salesperson × category × region beside the best plain SQL for its JSON."""

from datetime import date

ON = date(2026, 10, 31)
BY = ("salesperson", "category", "region")
Span = tuple[date, date]

# One sub-select per period with bounds the planner can see; figures are written where they are
# summed, so that Python only puts them into their places.
SQL = """
WITH found AS ({parts}),
groups AS (
  SELECT period, salesperson_id, category_id, region_id, SUM(n) AS n, SUM(g) AS g, SUM(c) AS c,
    CASE COUNT(*) FILTER (WHERE q <> 0) WHEN 0 THEN 0 WHEN 1 THEN SUM(q) END AS q
  FROM (
    SELECT period, salesperson_id, category_id, region_id, unit, {sums}
    FROM found GROUP BY 1, 2, 3, 4, 5
  ) by_unit
  GROUP BY GROUPING SETS ((1, 2, 3, 4))
)
SELECT g.period, g.salesperson_id, g.category_id, g.region_id,
  u.username, p.code, r.code, u.full_name, p.name, r.name,
  g.g::text, ROUND(g.q, 3)::text, g.c::text, (g.n - g.c)::text,
  ROUND((g.n - g.c) / NULLIF(g.n, 0), 4)::text, ROUND(g.g / NULLIF(g.q, 0), 2)::text
FROM groups g
JOIN accounts_user u ON u.id = g.salesperson_id
JOIN products_productcategory p ON p.id = g.category_id
LEFT JOIN accounts_region r ON r.id = g.region_id
ORDER BY g.g DESC, u.username, p.code, r.code
"""
PART = """
SELECT {period} AS period, salesperson_id, category_id, region_id, unit,
  {figures}
FROM {table} WHERE {where}
"""
FACTS = (
    "quantity - return_quantity AS q, net_amount - return_net_amount AS n, "
    "gross_amount - return_gross_amount AS g, cost_amount - return_cost_amount AS c"
)
MOVEMENTS = "quantity AS q, net_amount AS n, gross_amount AS g, cost_amount AS c"
COUNTING = "('confirmed', 'changed', 'cancelled', 'returned')"
TOTALS = """
SELECT period, SUM(g)::text, SUM(c)::text, (SUM(n) - SUM(c))::text,
  ROUND((SUM(n) - SUM(c)) / NULLIF(SUM(n), 0), 4)::text,
  CASE COUNT(*) FILTER (WHERE q <> 0) WHEN 0 THEN 0 WHEN 1 THEN SUM(q) END,
  SUM(g)
FROM (SELECT period, unit, SUM(q) AS q, SUM(n) AS n, SUM(g) AS g, SUM(c) AS c
  FROM ({parts}) found GROUP BY 1, 2) by_unit
GROUP BY 1
"""
