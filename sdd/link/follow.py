"""Modules are followed as Python would run them, without running them.

Statements are taken in order, so that routers fill up in the order of registration. What is
not known becomes `Unclear` with its reason; branches with an unknown test are all taken.
"""

from sdd.link.defining import Definer
from sdd.link.environment import Env, Made
from sdd.link.objects import (
    NONE,
    Bag,
    ClassValue,
    DictValue,
    FunctionValue,
    InstanceValue,
    ListValue,
    ModuleValue,
    Plain,
    Unclear,
    Value,
)
from sdd.link.program import Program
from sdd.link.routers import RouterMethod, RouterValue
from sdd.link.values import added, iterated, truth, unpack
from sdd.model.expressions import Attribute, Expression, Name, Subscript
from sdd.model.facts import Binding, Block, Definition, Import, ModuleFacts, Step

# How many expressions a project may cost; far above what real ones need (about 20 per line of
# routing code), and there so that hostile loops end.
BUDGET = 3_000_000


class Follower(Definer):
    """The walk over one program."""

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self.budget = BUDGET
        self.followed: set[tuple[str, int]] = set()

    # modules

    def load(self, name: str) -> Env | None:
        """The environment of a module, followed on first use; None if it was not read."""
        path = self.program.paths.get(name)
        facts = self.program.facts.get(path or "")
        if facts is None:
            return None
        return self.run_module(facts)

    def run_module(self, facts: ModuleFacts) -> Env:
        """Follow a module once, after the packages around it, as Python does.

        One that is being followed gives what it has so far.
        """
        if facts.path not in self.modules:
            parts = self.program.name_of(facts).split(".")
            for count in range(1, len(parts)):
                self.load(".".join(parts[:count]))
        env = self.modules.get(facts.path)
        if env is None:
            env = self.modules[facts.path] = Env(facts, 0, None)
            env.names["__name__"] = Plain(self.program.name_of(facts))
            self.run_body(env)
        return env

    # statements

    def run_body(self, env: Env) -> None:
        """Follow every step of a scope."""
        scope = env.facts.scopes[env.scope]
        self.run_steps(env, list(scope.steps), scope.blocks, -1)

    def run_steps(
        self, env: Env, steps: list[Step], blocks: tuple[Block, ...], within: int
    ) -> bool:
        """Follow steps of one suite; True where it certainly ended with a return."""
        index = 0
        decided: set[int] = set()
        while index < len(steps):
            step = steps[index]
            if step.block == within:
                if self.run_step(env, step):
                    return True
                index += 1
                continue
            child = _child_block(blocks, step.block, within)
            end = index
            while end < len(steps) and _is_below(blocks, steps[end].block, child):
                end += 1
            if self.run_block(env, steps[index:end], blocks, child, decided):
                return True
            index = end
        return False

    def run_block(
        self,
        env: Env,
        steps: list[Step],
        blocks: tuple[Block, ...],
        number: int,
        decided: set[int],
    ) -> bool:
        block = blocks[number]
        if block.owner in decided or block.kind == "except":
            return False
        if block.kind in ("if", "elif"):
            known = truth(self.evaluate(block.head, env)) if block.head else None
            if known is False:
                return False
            if known:
                decided.add(block.owner)
            return self.run_steps(env, steps, blocks, number) and bool(known)
        if block.kind in ("for", "async for"):
            self.run_loop(env, steps, blocks, number)
            return False
        ended = self.run_steps(env, steps, blocks, number)
        return ended and block.kind in ("try", "finally", "with", "async with")

    def run_loop(self, env: Env, steps: list[Step], blocks: tuple[Block, ...], number: int) -> None:
        head = blocks[number].head
        value = self.evaluate(head, env) if head is not None else NONE
        self.need(value)
        items = iterated(value)
        if items is None:
            why = f" over what {value.reason}" if isinstance(value, Unclear) else ""
            items = [Unclear(f"is an item of a loop{why}")]
        for item in items:
            env.iterating.append(item)
            self.run_steps(env, steps, blocks, number)
            env.iterating.pop()

    def run_step(self, env: Env, step: Step) -> bool:
        if isinstance(step, Import):
            self.run_import(env, step)
        elif isinstance(step, Definition):
            self.define(env, step.scope)
        elif isinstance(step, Binding):
            self.run_binding(env, step)
        else:
            value = self.evaluate(step.value, env)
            if step.how == "return":
                env.returned.append(value)
                return True
            return step.how == "raise"
        return False

    def run_binding(self, env: Env, step: Binding) -> None:
        if step.annotation is not None and isinstance(step.target, Name):
            env.annotations[step.target.id] = step.annotation
        if step.how == "delete":
            self.rearrange(step.target, env)
        if step.how == "delete" or step.value is None:
            return
        if step.how == "augment":
            self.augment(step, step.value, env)
            return
        looped = step.how in ("for", "async for") and env.iterating
        value = env.iterating[-1] if looped else self.evaluate_once(step, step.value, env)
        self.assign(step.target, unpack(value, step.unpack), env)

    def evaluate_once(self, step: Binding, expression: Expression, env: Env) -> Value:
        """Every target of `a, b = f()` carries the value, which is made once."""
        made = env.made
        same = made is not None and made.at == step.at and made.expression == expression
        if made is None or not same or step.target in made.targets:
            made = env.made = Made(step.at, expression, self.evaluate(expression, env), [])
        made.targets.append(step.target)
        return made.value

    def augment(self, step: Binding, expression: Expression, env: Env) -> None:
        before, after = self.evaluate(step.target, env), self.evaluate(expression, env)
        if isinstance(before, ListValue) and isinstance(after, ListValue):
            before.items.extend(after.items)
        else:
            self.assign(step.target, added([before, after]), env)

    def rearrange(self, target: Expression, env: Env) -> None:
        """`del app.routes[0]`, `app.routes[:] = kept`: the list of routes is not what was added."""
        owner = self.evaluate(target.value, env) if isinstance(target, Subscript) else NONE
        if isinstance(owner, RouterMethod) and owner.name == "routes":
            owner.router.rearranged = True

    def assign(self, target: Expression, value: Value, env: Env) -> None:
        """Bind a name, set an attribute, or store an item."""
        if not isinstance(target, Name):
            self.changes += 1
        if isinstance(target, Name):
            scope = env.facts.scopes[env.scope]
            home = env.module if target.id in scope.outer_names else env
            self.changes += home is not env
            home.names[target.id] = value
            self.christen(value, home, target.id)
        elif isinstance(target, Attribute):
            owner = self.evaluate(target.value, env)
            if isinstance(owner, RouterValue) and target.attr == "routes":
                owner.rearranged = True
            if isinstance(owner, InstanceValue | RouterValue | Bag):
                owner.attributes[target.attr] = value
                if isinstance(owner, InstanceValue) and isinstance(value, RouterValue):
                    self.christen_attribute(value, owner, target.attr)
            elif isinstance(owner, ClassValue):
                owner.env.names[target.attr] = value
            elif isinstance(owner, FunctionValue) and target.attr == "__signature__":
                self.resigned.add(owner.identity)
            elif isinstance(owner, ModuleValue) and (module := self.load(owner.name)):
                module.names[target.attr] = value
        elif isinstance(target, Subscript) and len(target.items) == 1:
            self.rearrange(target, env)
            owner, key = self.evaluate(target.value, env), self.evaluate(target.items[0], env)
            if isinstance(owner, DictValue) and isinstance(key, Plain):
                owner.items[key.value] = value

    def christen(self, value: Value, env: Env, name: str) -> None:
        """An application is known by the first module-level name that it is bound to.

        Until it has one, by the name in the outermost function that made it.
        """
        if isinstance(value, RouterValue) and self.is_better_home(env, value.home):
            value.name = self.dotted_name(env, name)
            value.home = env

    def christen_attribute(self, value: RouterValue, owner: InstanceValue, name: str) -> None:
        """`self.app = FastAPI()` is known by class and attribute, until a module binds it."""
        if value.home is None:
            value.name = self.dotted_name(owner.kind.env, name)

    def is_better_home(self, env: Env, home: Env | None) -> bool:
        """Whether a name is worth more than one in `home`: further out, or in a caller."""
        if home is None or home.outer is None:
            return home is None
        maker = home.called_by
        return env.outer is None or (maker is not None and maker.identity not in self.active)

    def run_function(self, function: FunctionValue, arguments: dict[str, Value]) -> Value:
        """Follow a body once with these parameters."""
        self.followed.add(function.identity)
        env = Env(function.facts, function.scope, function.env)
        env.called_by = function
        env.names.update(arguments)
        self.depth += 1
        try:
            self.run_body(env)
        finally:
            self.depth -= 1
        given = [each for each in env.returned if each != NONE]
        known = [each for each in given if not isinstance(each, Unclear)]
        return next(iter(known or given), NONE)


def _child_block(blocks: tuple[Block, ...], number: int, within: int) -> int:
    """The block directly below `within` on the way to a block."""
    while blocks[number].parent != within:
        number = blocks[number].parent
    return number


def _is_below(blocks: tuple[Block, ...], number: int, ancestor: int) -> bool:
    while number >= 0:
        if number == ancestor:
            return True
        number = blocks[number].parent
    return False
