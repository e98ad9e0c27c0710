"""Imports: modules are followed on first use, and names are bound as Python binds them."""

from sdd.link.environment import Env
from sdd.link.evaluate import Evaluator
from sdd.link.objects import Deferred, External, ListValue, ModuleValue, Plain
from sdd.model.facts import Import


class Importer(Evaluator):
    """Follows imports."""

    def run_import(self, env: Env, step: Import) -> None:
        module = self.program.absolute(env.facts, step)
        if not self.program.exists(module):
            self.import_external(env, step, module)
        elif step.name is None:
            top = module.partition(".")[0]
            self.load(top)
            self.load(module)
            env.names[step.alias] = ModuleValue(top)
        elif step.name == "":
            self.load(module)
            env.names[step.alias] = ModuleValue(module)
        elif step.name == "*":
            self.import_star(env, module)
        else:
            self.load(module)
            if self.program.exists(f"{module}.{step.name}"):
                self.load(f"{module}.{step.name}")
            env.names[step.alias] = Deferred(module, step.name)

    def import_external(self, env: Env, step: Import, module: str) -> None:
        if step.name == "*" or not module:
            return
        if step.name is None:
            env.names[step.alias] = External(module.partition(".")[0])
        else:
            env.names[step.alias] = External(f"{module}.{step.name}" if step.name else module)

    def import_star(self, env: Env, module: str) -> None:
        other = self.load(module)
        if other is None:
            env.unread_stars.append(module)
            return
        env.unread_stars += other.unread_stars
        listed = other.names.get("__all__")
        names = (
            [item.value for item in listed.items if isinstance(item, Plain)]
            if isinstance(listed, ListValue)
            else [name for name in other.names if not name.startswith("_")]
        )
        for name in names:
            if isinstance(name, str) and name in other.names:
                env.names[name] = Deferred(module, name)
