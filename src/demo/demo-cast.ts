/** Who plays in the demo. All numbers are of the range kept for fiction (+1 212 555 01xx). */
export const DEMO_CAST = {
  business: 'Acme HVAC',
  country: 'US',
  line: '+12125550100',
  phone: '+12125550199',
  owner: 'Maria',
  customer: '+12125550147',
  customerName: 'Jane Carpenter',
  reply: 'Hi, our furnace is out. Can somebody come today?',
} as const;

/** Seconds; the shortest that a line may have. */
export const DEMO_RING_SECONDS = 10;
export const DEMO_CREDITS = 100;
