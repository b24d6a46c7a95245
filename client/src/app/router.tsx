import { createBrowserRouter, type RouteObject } from 'react-router';
import { LoadingSkeleton } from '../ui/loading.js';
import { fullRoutes, openRoutes, routes } from './features.js';
import { Frame } from './frame.js';
import { RouteError } from './route-error.js';
import { SignedIn } from './signed-in.js';

const caught = (children: readonly RouteObject[]): RouteObject[] =>
  children.map((route) => ({ errorElement: <RouteError />, ...route }));

/** Every route there is comes from a feature; a path of none is "not found" inside the frame. */
export const makeRouter = () =>
  createBrowserRouter([
    {
      errorElement: <RouteError />,
      hydrateFallbackElement: <LoadingSkeleton />,
      children: [
        ...caught(openRoutes),
        {
          element: <SignedIn />,
          children: [
            { element: <Frame rail={false} />, children: caught(fullRoutes) },
            {
              element: <Frame rail />,
              children: caught([...routes, { path: '*', lazy: () => import('./not-found.js') }]),
            },
          ],
        },
      ],
    },
  ]);
