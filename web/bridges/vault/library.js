// Glue between web/bridges/vault/vault_bridge.hpp and web/shell/lock.mjs.
addToLibrary({
  ow_vault_state__deps: ['$owCall'],
  ow_vault_state: (id) => owCall('vault', 'state', id),

  ow_vault_choose__deps: ['$owText', '$owCall'],
  ow_vault_choose: (id, owner, size) => owCall('vault', 'choose', id, owText(owner, size)),

  ow_vault_lock: () => Module['bridges']['vault']['lock'](),

  ow_vault_allow: () => Module['bridges']['vault']['allow'](),
});
