import sys

from muniment_engines.launcher import DirectLauncher, package_folders

child = DirectLauncher({"echo": ("children:echo", "worker")}, [sys.argv[1], *package_folders({})]).start("echo", {})
child.channel.send({"works": True})
reply = child.channel.receive(30)
child.kill()
if reply is not None and reply.header["works"]:
    sys.stderr.write("the channel works\n")
