import { expect, test } from 'vitest'
import { firstNameOf } from '#core/template/first-name.ts'

test.each([
  ['Claire Morel', 'Claire'],
  ['"Claire Morel"', 'Claire'],
  ['Claire MOREL', 'Claire'],
  ['DUPONT Jean', 'Jean'],
  ['DUPONT, Jean', 'Jean'],
  ['Dupont, Jean', 'Jean'],
  ['Van Dyck, Anna Maria', 'Anna'],
  ['Marie-Claire Dupont', 'Marie-Claire'],
  ['Zoé L’Hôte', 'Zoé'],
  ["Sinead O'Connor", 'Sinead'],
  ['Ludwig van Beethoven', 'Ludwig'],
  ['Charles de Gaulle', 'Charles'],
  ['Anna Maria Lopez', 'Anna'],
  ['Jean D.', 'Jean'],
  ['Claire Morel (Lyon)', 'Claire'],
  ['Óscar Ruiz', 'Óscar'],
])('%j is called %j', (displayName, first) => {
  expect(firstNameOf(displayName)).toBe(first)
})

test.each([
  '',
  'Claire',
  'CLAIRE MOREL',
  'claire morel',
  'claire@post.example',
  'Service Client',
  'Customer Support',
  'The Tea Shop',
  'Sales Team',
  'Maison Dubois',
  'Atelier Lunaire',
  'Galerie Nord',
  'Acme Ltd',
  'Dupont SARL',
  'Martin & Fils',
  'Green Leaf GmbH',
  'Café Central',
  'Studio Nova',
  'Groupe Martin',
  'Colis Rapide Livraison Express Plus',
  'M. Dupont',
  'Mme Dupont',
  'Dr. Martin',
  'J. Dupont',
  'Marketing Manager',
  'Claire Morel, Sales',
  'Order 1042',
  'Jean DE LA TOUR',
  'van Gogh Vincent',
  '{{x}} {{y}}',
  '<b>Claire</b> Morel',
  '日本 太郎',
])('nobody is called by a name out of %j: a wrong one is worse than none', (displayName) => {
  expect(firstNameOf(displayName)).toBe('')
})
