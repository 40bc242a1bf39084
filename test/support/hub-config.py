# A JupyterHub for tests: values come from the environment as JSON, users tell how their server behaves by their name.
import asyncio
import json
import os
import sys

from jupyterhub.spawner import SimpleLocalProcessSpawner
from tornado import web

given = json.loads(os.environ["HUNTBOOK_HUB"])
folder = given["folder"]


class NamedSpawner(SimpleLocalProcessSpawner):
    async def start(self):
        if self.user.name == "failing":
            raise RuntimeError("the image does not exist")
        if self.user.name == "quota":
            raise web.HTTPError(403, "Quota for named servers exhausted")
        if self.user.name == "slow":
            await asyncio.sleep(600)
        return await super().start()

    async def progress(self):
        yield {"progress": 15, "message": "Fetching the image"}


c = get_config()  # noqa: F821
c.JupyterHub.bind_url = f"{given['scheme']}://127.0.0.1:{given['ports'][0]}{given['base']}"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{given['ports'][1]}"
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{given['ports'][2]}"
c.ConfigurableHTTPProxy.command = given["proxy"]
if given["scheme"] == "https":
    c.JupyterHub.ssl_key, c.JupyterHub.ssl_cert = given["key"], given["cert"]
c.JupyterHub.db_url = f"sqlite:///{folder}/hub.sqlite"
c.JupyterHub.cookie_secret_file = f"{folder}/cookie"
c.ConfigurableHTTPProxy.pid_file = f"{folder}/proxy.pid"
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allowed_users = {"alice", "failing", "quota", "slow"}
c.JupyterHub.spawner_class = NamedSpawner
c.SimpleLocalProcessSpawner.home_dir_template = folder + "/home/{username}"
c.Spawner.cmd = [sys.executable, "-m", "jupyterhub.singleuser", "--allow-root"]
c.Spawner.environment = {"JUPYTERHUB_SINGLEUSER_APP": given["app"]}
c.JupyterHub.allow_named_servers = given["named"]
c.JupyterHub.named_server_limit_per_user = given["limit"]
c.JupyterHub.services = [{"name": name, "api_token": token} for name, token in given["services"].items()]
c.JupyterHub.load_roles = [
    {"name": f"role-of-{name}", "scopes": scopes, "services": [name]} for name, scopes in given["roles"].items()
]
# A start that takes longer is told step by step; by default the hub keeps silent for ten seconds.
c.JupyterHub.tornado_settings = {"slow_spawn_timeout": 1}
