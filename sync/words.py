"""512 short, common, plain words: one drawn at random is nine bits. None is a name, none is unkind."""

from __future__ import annotations

import math
import secrets

COUNT = 5  # forty-five bits: with the slow lock, some hundred thousand years of one computer

_TEXT = """
acorn actor adopt agent alarm album alert alley amber anchor angle ankle apple apron arch arena
armour arrow atlas attic autumn badge bagel baker ballad balloon bamboo banana bandage banjo banner
barley barn basil basin basket beach beacon beaver bench berry bishop blanket blossom board boat
bonnet boot border bottle boulder bowl bracket branch brass bread breeze brick bridge broom brother
brush bubble bucket buckle bugle bundle butter button cabin cable cactus camel camera candle canoe
canvas captain caravan carbon card cargo carpet carrot castle cattle cedar cello cement centre chain
chair chalk chapel chapter cherry chess chest chimney cider cinema circle circus clay cliff clock
cloud clover coach coast cobalt coconut coffee collar comet compass copper coral corner cottage
cotton cousin cradle crane crayon cream crocus crown crystal cuckoo cup curtain cushion daisy dance
dawn deer denim desert desk diamond dinner dolphin donkey door dragon drawer dream drum duck eagle
early earth easel echo edge eight elbow elder ember emerald engine envelope evening fabric falcon
family farmer feather fence ferry fiddle field finch finger fire flag flame flannel flask fleece
flint flower flute forest fossil fountain fox frame freckle friend frost fruit funnel galaxy garden
garlic gate gentle ginger giraffe glacier glass glove goat gold goose granite grape grass gravel
guitar hammer hammock harbour harp harvest hazel hedge helmet herald heron hill hockey honey hood
hotel house island ivory ivy jacket jelly jewel jigsaw jolly journey jug jungle kettle king kitchen
kite kitten ladder lagoon lamb lamp lantern lark laurel lavender leaf leather lemon lentil letter
library lilac lily linen lion lizard lobster locket lodge lotus lunch magnet maple marble market
marsh meadow melody melon metal mill mint mirror mitten moment monkey moon morning moss mountain
museum mushroom music mustard napkin narrow needle nest nettle night north notebook nutmeg oak oasis
oatmeal ocean office olive onion opal opera orange orbit orchard organ otter oven owl oyster paddle
page painter palace palm panda panel paper parcel park parrot parsley party pasta path pavement
peach peacock pear pebble pencil penguin pepper petal phone piano picnic pigeon pillow pilot pine
pirate planet plaster plate plum pocket poem polar pond pony poppy porch portrait potato powder
prairie prince pulley pumpkin puppet purple puzzle quarry quartz queen quiet quill quilt rabbit
radio radish raft railway rain raisin ranch raven record reed ribbon rice ring river road robin
rocket roof rope rose rowing ruby rudder rug saddle saffron sail salad salmon salt sand sandal
sapphire satin saucer scarf school scooter seal season seed shadow sheep shell sherbet shield ship
shore shovel silk silver singer sister sketch skipper sky slate sledge slipper snow soap sofa south
spark sparrow spice spider spinach spiral spoon spring sprout squirrel stable stamp star station
steam stone story straw stream street string summer sun swallow swan sweater swift table tailor
tambour teapot temple tennis thimble thistle thread thunder tiger timber toast tomato torch tower
tractor trail train tree trumpet tulip tunnel turnip turtle twenty umbrella uncle valley vanilla
velvet village violet violin wagon walnut walrus water wave wheat wheel whistle willow window winter
"""
WORDS = tuple(_TEXT.split())


def offered_choices() -> int:
    """How many different ones :func:`passphrase` can make."""
    return math.perm(len(WORDS), COUNT)


def passphrase() -> str:
    """Fresh random words, none of them twice, a space between them."""
    return " ".join(secrets.SystemRandom().sample(WORDS, COUNT))
