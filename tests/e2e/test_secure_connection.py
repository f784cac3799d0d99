"""The worker and `analyze --durable` behind TLS, client certificates and API keys, as they meet a real Temporal service."""
import json
import unittest

import harness
import secure_front

KEY = "tk-e2e-5c1d70b8"


class SecureConnection(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stack = cls.enterClassContext(harness.Stack())
        cls.stack.start_temporal()
        cls.stack.start_cloud("--scrapes-per-hour", 0)
        cls.plain = cls.stack.env["TEMPORAL_ADDRESS"]

    def front(self, **options):
        return self.enterContext(secure_front.SecureFront(self.plain, self.stack.folder, **options))

    def analyze_durably(self, **env):
        """One durable analysis with a worker of its own, both connected as `env` says."""
        queue = {"TASK_QUEUE": self.id()}
        worker = self.stack.start_worker(f"worker-{self.id()}", **queue, **env)
        done = self.stack.run("analyze", "--durable", "-o", "json", **queue, **env)
        self.assertIn(done.returncode, (0, 3), done.stderr)
        self.assertGreater(len(json.loads(done.stdout)), 30)
        self.assertEqual(worker.stop(), 0)
        for text in (done.stdout, done.stderr, worker.out(), worker.err()):
            self.assertNotIn(KEY, text)

    def refused(self, **env):
        """Why the worker does not start."""
        done = self.stack.run("worker", **env)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertNotIn("wrong-key-93", done.stderr)
        return done.stderr

    def test_an_api_key_over_tls(self):
        front = self.front(api_key=KEY)
        env = {"TEMPORAL_ADDRESS": front.address, "TEMPORAL_TLS_SERVER_CA_CERT_PATH": str(front.ca_path)}
        self.analyze_durably(TEMPORAL_API_KEY=KEY, **env)
        self.assertIn("unauthorized", self.refused(TEMPORAL_API_KEY="wrong-key-93", **env).lower())

    def test_a_client_certificate(self):
        front = self.front(client_certificates=True)
        env = {"TEMPORAL_ADDRESS": front.address, "TEMPORAL_TLS_SERVER_CA_CERT_PATH": str(front.ca_path)}
        own = {"TEMPORAL_TLS_CLIENT_CERT_PATH": str(front.cert_path), "TEMPORAL_TLS_CLIENT_KEY_PATH": str(front.key_path)}
        self.analyze_durably(**own, **env)
        self.assertEqual(front.seen, {"the client"})
        self.assertIn(front.address, self.refused(**env))

    def test_an_authority_that_is_not_trusted_is_refused(self):
        front = self.front()
        self.assertIn(front.address, self.refused(TEMPORAL_ADDRESS=front.address, TEMPORAL_TLS="true"))

    def test_a_profile_of_temporal_toml(self):
        front = self.front(api_key=KEY)
        path = self.stack.folder / "temporal.toml"
        path.write_text(f'[profile.prod]\naddress = "{front.address}"\napi_key = "{KEY}"\n[profile.prod.tls]\nserver_ca_cert_path = "{front.ca_path}"\n')
        del self.stack.env["TEMPORAL_ADDRESS"]
        self.addCleanup(self.stack.env.update, TEMPORAL_ADDRESS=self.plain)
        self.analyze_durably(TEMPORAL_CONFIG_FILE=str(path), TEMPORAL_PROFILE="prod")


if __name__ == "__main__":
    unittest.main()
