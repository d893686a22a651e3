// The fallback runtime has no default app: this tiny one loads the product from COMPTOIR_APP.
const path = require('node:path')
require('./shims.cjs')
const { app, utilityProcess } = require('electron')

const root = process.env.COMPTOIR_APP
if (!root) throw new Error('COMPTOIR_APP names the folder of the built app')
const product = require(path.join(root, 'package.json'))
app.setAppPath(root)
app.setName(product.productName)
app.setVersion(product.version)

// utilityProcess.fork ignores --require here, so the shim goes first and loads the real module.
const fork = utilityProcess.fork.bind(utilityProcess)
utilityProcess.fork = (modulePath, args = [], options = {}) => fork(path.join(__dirname, 'utility.cjs'), [modulePath, ...args], options)

require(path.join(root, product.main))
